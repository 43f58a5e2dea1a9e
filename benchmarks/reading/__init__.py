"""How well an article is read: texts written for it, what they claim, and figures.

`GUIDE.md` says how a text is written and labelled. Each text has its labels beside it, under the
same name; a second, independent labelling of the same text lies in ``second``.
"""
