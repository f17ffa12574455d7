// A SCIM server by scimmy, for the tests of systems of kind scim: who comes with
// another token finds another place, empty at first. /setup is the tests' own way
// in, which is no SCIM.
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const places = new Map();

function placeOf(request) {
  const token = request.header("authorization")?.match(/^Bearer (.+)$/)?.[1] ?? "";
  if (!token.startsWith(process.env.TOKEN_PREFIX)) throw new Error("The token is not known.");
  if (!places.has(token)) places.set(token, { User: new Map(), Group: new Map(), made: 0 });
  return places.get(token);
}

function save(place, kind, id, data) {
  const resource = { ...JSON.parse(JSON.stringify(data)), id: id ?? `${kind}-${++place.made}` };
  if (kind === "User") resource.active ??= true;
  // A member is one however often it was added.
  if (resource.members) resource.members = [...new Map(resource.members.map((m) => [m.value, { value: m.value }])).values()];
  place[kind].set(resource.id, resource);
  return resource;
}

function find(place, kind, resource) {
  if (resource.id) {
    if (!place[kind].has(resource.id)) throw new SCIMMY.Types.Error(404, null, `There is no ${resource.id}`);
    return place[kind].get(resource.id);
  }
  const all = [...place[kind].values()];
  const found = resource.filter ? resource.filter.match(all) : all;
  const { startIndex = 1, count = 20 } = resource.constraints ?? {};
  resource.constraints = { startIndex, count, totalResults: found.length };
  return found.slice(startIndex - 1, startIndex - 1 + count);
}

for (const kind of ["User", "Group"])
  SCIMMY.Resources.declare(SCIMMY.Resources[kind])
    .ingress((resource, data, place) => save(place, kind, resource.id, data))
    .egress((resource, place) => find(place, kind, resource))
    .degress((resource, place) => place[kind].delete(resource.id));

const app = express();
app.use("/scim", new SCIMMYRouters({ type: "bearer", handler: (request) => String(!!placeOf(request)), context: placeOf }));
app.post("/setup/:kind", express.json({ limit: "10mb" }), (request, response) =>
  response.json(request.body.map((data) => save(placeOf(request), request.params.kind, undefined, data).id)));
app.get("/setup/:kind", (request, response) => response.json([...placeOf(request)[request.params.kind].values()]));

const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit()); // the tests are over
