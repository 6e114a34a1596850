"""Every word that people read: labels, formats, sentences and the texts of screens. The only place for Vietnamese."""
