"""The loop of the vendor's scripts: ask for page after page, parse each with json, keep the devices.

They use requests; this uses http.client with one kept connection, which is the faster of the two.
For each line on standard input it reads the whole list once and prints the seconds that took.
"""

import http.client
import json
import sys
import time
from urllib.parse import urlsplit

address, token = sys.argv[1], sys.argv[2]
parts = urlsplit(address)
connection = http.client.HTTPConnection(parts.hostname, parts.port)
headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}


def read_all():
    devices = []
    while True:
        connection.request("GET", f"/api/v1/devices?limit=300&offset={len(devices)}&ordering=device_id", headers=headers)
        page = json.loads(connection.getresponse().read())
        devices.extend(page)
        if len(page) < 300:
            return devices


for _ in sys.stdin:
    start = time.perf_counter()
    count = len(read_all())
    print(f"{time.perf_counter() - start:.6f} {count}", flush=True)
