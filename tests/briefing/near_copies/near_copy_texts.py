"""A wire story and what others make of its subject, in words of the tests' own."""

import re

DATELINE = "PORT AMSEL (AP) — "
QUOTES = (
    "“We sold four cranes that no ship had used since 2011, and we sold them well,”",
    "“A harbour without cranes is a pond, and nobody ever paid a docker to stand beside a pond,”",
    "“The buyer has seven days to pay, and after that the cranes are ours to sell again,”",
)
WIRE = f"""\
{DATELINE}The council of Port Amsel sold the last four cranes of its old harbour to a Danish scrap dealer on Monday, \
ending a quarrel that had split the town for nearly a decade. The vote was 14 to 9 after a debate of six hours.

{QUOTES[0]} Mayor Ada Byron said after the vote, while protesters beat on the doors of the town hall.

The dealer, Nordisk Metal of Aarhus, will pay 2.3 million crowns and take the cranes down before the end of June, \
according to the contract that the town clerk read out to councillors.

Dockers had asked the council to keep at least one crane as a monument. Their union, which has 340 members in the \
town, collected 6,000 signatures in three weeks and hung a banner from the tallest jib.

{QUOTES[1]} said René Hopper, who leads the union and began to work at the pier in 1984.

The harbour lost its container traffic to Westhaven when the channel there was dredged in 2009. Since then the quay \
has served a ferry, two fishing boats and, in summer, a stage for the brass band of the fire brigade.

Town clerk Joan Clarke said the money would go to repairs of the sea wall, which an engineer had found to be hollow \
in eleven places. {QUOTES[2]} she said.

Residents of the streets behind the quay welcomed the sale. The cranes sang in the wind and kept children awake, they \
told councillors in a letter that 212 of them had signed.
"""
LOCAL = """\
In our own valley the news was heard with a sigh. The museum in Oberau had offered to take the smallest of the cranes \
as a gift and set it up beside the railway, but the offer came a week too late to be read."""
OTHER_REPORT = """\
Nordisk Metal, a scrap company from Aarhus, has bought the four cranes that stand on the quay of Port Amsel. Mayor Ada \
Byron won Monday's vote in the council, 14 to 9, as dockers shouted outside.

The sale brings in 2.3 million crowns. Joan Clarke, the clerk, wants to spend them on the sea wall, where an expert \
counted eleven holes last autumn.

René Hopper of the dockers' union called it a sad day. His 340 members had begged the council to leave one crane \
standing, and 6,000 people signed.

By the end of June the quay will be bare. Families behind it, 212 of whom wrote to the council, say they will sleep \
better without the noise."""
NEXT_DAY = """\
Dockers in Port Amsel chained themselves to the tallest crane of the harbour on Tuesday, a day after the town had \
sold it for scrap. Police counted about sixty of them and closed the road to the ferry.

The union's lawyer, Grace Murray, asked the district court in Westhaven to stop the sale until a judge had looked at \
how the vote was called. A hearing was set for Thursday at ten.

A spokesman for the buyer said in Aarhus that no work would begin before the court had spoken. The company had bought \
cranes in six harbours and never met with chains, he added.

The ferry ran an hour late and landed its passengers at the fish market. Shops on the quay stayed shut, and the \
brass band played for the dockers until rain came on toward evening."""
BACKGROUND = "\n\n".join(WIRE.split("\n\n")[5:8])


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text."""
    return text.strip().split("\n\n")


def robot(text: str) -> str:
    """The same sentences with all their names and figures others, as a robot would write of another place."""
    names = iter(f"{first}{second}" for first in ("Ka", "Lo", "Mi", "Ne", "Pu") for second in "bdfgklmnprstvz")
    known: dict[str, str] = {}
    text = re.sub(r"\d", lambda found: str((int(found[0]) + 3) % 10), text)
    return re.sub(r"(?<=[\w,] )[A-Z][\wé]+", lambda found: known.setdefault(found[0], next(names)), text)
