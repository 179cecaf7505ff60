"""The script that Streamlit runs, with its configuration beside it, where Streamlit looks for it from any folder."""
