"""The desk's colours: ink and paper by night, one warm accent."""

from textual.theme import Theme

READOUT = Theme(
    name="readout",
    primary="#6ea8d8",
    secondary="#8fa3b8",
    accent="#e6b450",
    foreground="#d9dee6",
    background="#13161b",
    surface="#171b21",
    panel="#20262e",
    success="#86b97f",
    warning="#e6a34a",
    error="#e2776a",
    dark=True,
    variables={
        "foreground-muted": "#8d99a8",
        "primary-muted": "#2c435a",
        "footer-key-foreground": "#e6b450",
        "block-cursor-foreground": "#d9dee6",
        "block-cursor-background": "#2b3c4e",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#d9dee6",
        "block-cursor-blurred-background": "#1d232b",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "#e6b450",
        "border": "#6ea8d8",
        "border-blurred": "#3a4450",
    },
)
