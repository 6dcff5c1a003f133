"""Tables of notes as case systems export them: the one reader of files and databases, a row at a time.

mapping = column_map("mosaic")                        # or a .toml file
table = open_table(file, query=mapping.query, sheet=mapping.sheet)
survey = look_over(table, mapping, settings())        # the whole table, before any work is done
refuse_too_many(table, survey)
for read in read_notes(table, mapping, survey.days, settings()): ...   # ReadNote or Refused, a row each
"""
