# The dashboard and the command line, from the lock file, as a user without rights.
FROM python:3.12-slim AS build
WORKDIR /build
RUN python -m venv /opt/backchannel
ENV PATH=/opt/backchannel/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt ./
RUN pip install --only-binary :all: --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY loaders loaders
COPY data data
COPY backchannel backchannel
RUN pip install --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --create-home --uid 1000 backchannel && install -d -o backchannel /store
COPY --from=build /opt/backchannel /opt/backchannel
ENV PATH=/opt/backchannel/bin:$PATH PYTHONUNBUFFERED=1 BACKCHANNEL_STORE=/store/backchannel.kgl
USER backchannel
WORKDIR /home/backchannel
VOLUME /store
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["backchannel"]
CMD ["serve", "--address", "0.0.0.0"]
