#!/usr/bin/env python3
"""Writes the rows of src/calendar/umm_al_qura.rs from the Python package hijridate (pip install hijridate==2.6.0)."""
from hijridate import ummalqura

FIRST = ummalqura.HIJRI_OFFSET // 12 + 1
starts = ummalqura.MONTH_STARTS
lengths = [after - start for start, after in zip(starts, starts[1:])]
for year in range(len(lengths) // 12):
    row = sum((length - 28) << (2 * month) for month, length in enumerate(lengths[12 * year : 12 * year + 12]))
    print(f"    0x{row:06x}, // {FIRST + year}")
