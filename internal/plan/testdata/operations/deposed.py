"""Gives a resource of a state file a deposed object, as a failed replacement leaves it."""
import json
import sys

path = sys.argv[1]
with open(path) as file:
    state = json.load(file)
for resource in state["resources"]:
    if resource["name"] == "replaced_create_first":
        instance = dict(resource["instances"][0], deposed="00c0ffee")
        resource["instances"].append(instance)
state["serial"] += 1
with open(path, "w") as file:
    json.dump(state, file)
