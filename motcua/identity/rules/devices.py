"""What a browser says of itself, in words in which its owner knows it again."""

#: sign in the text → name; the first that is found counts
BROWSERS = (
    ("Zalo", "Zalo"),
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """For instance "Chrome, Windows"; empty when it says nothing that we know."""
    found = (
        next((name for sign, name in BROWSERS if sign in user_agent), ""),
        next((name for sign, name in SYSTEMS if sign in user_agent), ""),
    )
    return ", ".join(name for name in found if name)
