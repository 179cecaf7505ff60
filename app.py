"""The dashboard's door in a clone: `streamlit run app.py`. `backchannel serve` opens the same one from anywhere."""

from backchannel.dashboard.shell import run

run()
