"""Che địa chỉ: enough of an address to tell it apart, too little to write to it."""


def masked_address(address: str) -> str:
    """``hoa.nguyen@x.vn`` → ``h…n@x.vn``, ``84901234567`` → ``8490…567``; devices stay as they are."""
    name, at, host = address.rpartition("@")
    if at:
        return f"{name[:1]}…{name[-1:]}@{host}"
    if address.isdigit():
        return f"{address[:4]}…{address[-3:]}"
    return address[:8]
