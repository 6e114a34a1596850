"""What the Streamlit application of the gate's test shows."""

import streamlit as st

st.write("Số liệu của xã Ma Nới")
