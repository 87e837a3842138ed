"""Parts of the generator of the fictional sample list; see ../generate.py."""
