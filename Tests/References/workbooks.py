"""Writes the workbooks that SpreadsheetTests reads, by programs that are not geo: one table by three of them, and the sheets of
libreoffice.fods, which is written by hand, by LibreOffice.

Needs openpyxl, odfpy, GDAL's ogr2ogr and LibreOffice Calc (written with openpyxl 3.1, odfpy 1.4, GDAL 3.6, LibreOffice 7.4).
Run: python3 Tests/References/workbooks.py

libreoffice-password.ods is the same, saved in LibreOffice with the password "secret".
"""
import datetime
import os
import subprocess

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADER = ["Nom", "CP", "Code INSEE", "Ville", "Date"]
ROWS = [
    ["Les Amis d'Émile & Cie", "01000", 33063, "Bordeaux", datetime.date(2020, 1, 2)],
    ["« Été »", "64000", 64445, "Pau", datetime.date(1999, 12, 31)],
]
folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "workbooks")

book = openpyxl.Workbook()
sheet = book.active
sheet.append(HEADER)
for row in ROWS:
    sheet.append(row)
book.save(os.path.join(folder, "openpyxl.xlsx"))

document = OpenDocumentSpreadsheet()
table = Table(name="Feuille1")
for row in [HEADER] + ROWS:
    line = TableRow()
    for value in row:
        if isinstance(value, int):
            cell = TableCell(valuetype="float", value=value)
        elif isinstance(value, datetime.date):
            cell = TableCell(valuetype="date", datevalue=value.isoformat())
        else:
            cell = TableCell(valuetype="string")
        cell.addElement(P(text=value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)))
        line.addElement(cell)
    table.addElement(line)
document.spreadsheet.addElement(table)
document.save(os.path.join(folder, "odfpy.ods"))

target = os.path.join(folder, "gdal.ods")
if os.path.exists(target):
    os.remove(target)
subprocess.run(["ogr2ogr", "-f", "ODS", target, os.path.join(folder, "openpyxl.xlsx")], check=True)

# The workbook that the examples of the command's help name.
directory = openpyxl.Workbook()
for number, title in enumerate(["Annuaire", "Associations"]):
    sheet = directory.active if number == 0 else directory.create_sheet()
    sheet.title = title
    for row in [["id", "nom", "code postal", "ville"], ["1", "Les Amis", "33000", "Bordeaux"], ["2", "Le Collectif", "64000", "Pau"]]:
        sheet.append(row)
directory.save(os.path.join(folder, "annuaire.xlsx"))

for format in ["ods", "xlsx"]:
    subprocess.run(
        ["soffice", "--headless", "--convert-to", format, "--outdir", folder, os.path.join(folder, "libreoffice.fods")], check=True)
