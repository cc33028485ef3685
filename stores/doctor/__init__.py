"""The doctor: says what is wrong with the files of a library, and mends them.

Both work where the library does not open. What comes out is `Finding` and `Repaired`.
"""

from stores.doctor.examining import examine
from stores.doctor.finding import Finding, Repaired
from stores.doctor.repairing import repair

__all__ = ["Finding", "Repaired", "examine", "repair"]
