"""How figures are said in Vietnamese; plain functions, no clock."""

from decimal import Decimal


def amount(value: int | Decimal) -> str:
    """A whole amount with Vietnamese thousands: 1500000 gives ``1.500.000``."""
    return f"{int(value):,}".replace(",", ".")


def bytes_said(size: int) -> str:
    """A number of bytes as people read it, one decimal with a comma: ``3,4 MB`` (1 KB = 1000 bytes)."""
    if size < 1000:
        return f"{size} B"
    scaled, unit = next(
        (size / factor, unit)
        for factor, unit in ((1e3, "KB"), (1e6, "MB"), (1e9, "GB"))
        if size / factor < 999.95 or unit == "GB"
    )
    return f"{scaled:.1f}".removesuffix(".0").replace(".", ",") + f" {unit}"
