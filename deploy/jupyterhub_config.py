# A JupyterHub whose learners each have the course in their home. It is for one machine, and for trials: it lets in any user name with any password.
# HUB_PORT is its port; the next two ports must be free, too. HUB_HOMES is the folder of the homes, HUB_PROXY the path of configurable-http-proxy.
import os

base = int(os.environ["HUB_PORT"])
c.JupyterHub.bind_url = f"http://127.0.0.1:{base}"
c.JupyterHub.hub_port = base + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{base + 2}"
c.ConfigurableHTTPProxy.command = [os.environ["HUB_PROXY"]]
c.JupyterHub.db_url = "sqlite:///hub.sqlite"

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True

# The two lines that start the course as each learner's server.
c.Spawner.cmd = ["sh", "-c", "cd ~/streaming-labs && exec node scripts/start.mjs --no-browser"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 300

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.environ["HUB_HOMES"] + "/{username}"
