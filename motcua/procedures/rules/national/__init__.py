"""The raw records of the national portal, taken apart: every defect is repaired or reported."""
