"""The script that runs for every session: the frame of the product, and in it the page that was asked for."""

from kpi.ui.frame import draw

draw()
