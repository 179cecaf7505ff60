"""The dashboard's door: `streamlit run app.py`, or `backchannel serve`."""
