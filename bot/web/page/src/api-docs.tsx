// The API's own document for people to read. It is in English, as the document is.

import { type ComponentChildren, render } from "preact";
import icon from "./icon.svg";

const DOCUMENT = "/api/openapi.json";
const REFERENCE = "#/components/schemas/";
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
const JSON_TYPE = "application/json";
const FORM_TYPE = "multipart/form-data";
const SHELL_QUOTE = "'\\''";
const WIDE = "(min-width: 861px)"; // the list of operations stands beside the text

type SchemaOf = {
  $ref?: string;
  anyOf?: SchemaOf[];
  oneOf?: SchemaOf[];
  prefixItems?: SchemaOf[];
  items?: SchemaOf;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  type?: string;
  format?: string;
  description?: string;
  required?: string[];
  properties?: Record<string, SchemaOf>;
  additionalProperties?: boolean | SchemaOf;
};
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: SchemaOf };
type Content = Record<string, { schema?: SchemaOf }>;
type Answer = { description?: string; content?: Content };
type Described = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { content?: Content };
  responses: Record<string, Answer>;
  security?: object[];
};
type Scheme = { type: string; scheme?: string; in?: string; name?: string; description?: string };
type Document = {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, SchemaOf>; securitySchemes?: Record<string, Scheme> };
};
type Row = { name: string; schema?: SchemaOf; required?: boolean; about?: string; place?: string };

const QUOTED = /`+([^`]+)`+/;

/** `id` of the section that explains a schema. */
const anchorOf = (name: string) => `schema-${name}`;

/** Text with `code` in backquotes, single or double, and blank lines between its paragraphs. */
function Text({ text }: { text?: string }) {
  return text
    ?.split(/\n\s*\n/)
    .map((paragraph) => (
      <p>{paragraph.split(QUOTED).map((part, place) => (place % 2 ? <code>{part}</code> : part))}</p>
    ));
}

/** A schema in a word or two: `integer`, `[FaceView]`, `"video" | "note"`. */
function Type({ schema }: { schema?: SchemaOf }): ComponentChildren {
  if (!schema || !Object.keys(schema).length) return "anything";
  if (schema.$ref) {
    const name = schema.$ref.slice(REFERENCE.length);
    return <a href={`#${anchorOf(name)}`}>{name}</a>;
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants)
    return variants.map((one, place) => (
      <>
        {place > 0 && " | "}
        <Type schema={one} />
      </>
    ));
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.type === "array" && schema.prefixItems)
    return (
      <>
        [
        {schema.prefixItems.map((one, place) => (
          <>
            {place > 0 && ", "}
            <Type schema={one} />
          </>
        ))}
        ]
      </>
    );
  if (schema.type === "array")
    return (
      <>
        [<Type schema={schema.items} />]
      </>
    );
  if (schema.type === "object" && schema.additionalProperties)
    return (
      <>
        {"{"}name: <Type schema={schema.additionalProperties === true ? {} : schema.additionalProperties} />
        {"}"}
      </>
    );
  return schema.format ?? schema.type;
}

const BOUNDS: Record<string, string> = {
  minimum: "≥",
  exclusiveMinimum: ">",
  maximum: "≤",
  exclusiveMaximum: "<",
  minLength: "length ≥",
  maxLength: "length ≤",
  minItems: "entries ≥",
  maxItems: "entries ≤",
  pattern: "matches",
  default: "default",
};

/** What else must hold of a value. */
function Bounds({ schema = {} }: { schema?: SchemaOf }) {
  const parts = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  const told = parts.flatMap((part) =>
    Object.entries(BOUNDS)
      .filter(([key]) => key in part)
      .map(([key, sign]) => `${sign} ${format((part as Record<string, unknown>)[key])}`),
  );
  return told.length > 0 && <span class="bounds">{told.join(", ")}</span>;
}

const format = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** `rows`: [{name, schema, required, about, place}] */
const Values = ({ caption, rows }: { caption: string; rows: Row[] }) => (
  <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
    <table>
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ name, schema, required, about, place }) => (
          <tr key={`${place} ${name}`}>
            <th scope="row">
              <code>{name}</code>
              {required && <span class="required">required</span>}
            </th>
            <td>
              <code>
                <Type schema={schema} />
              </code>{" "}
              <Bounds schema={schema} />
            </td>
            <td>
              {place && <span class="chip">{place}</span>} <Text text={about ?? schema?.description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const propertiesOf = (schema: SchemaOf): Row[] =>
  Object.entries(schema.properties ?? {}).map(([name, part]) => ({
    name,
    schema: part,
    required: schema.required?.includes(name),
  }));

function Operation({
  method,
  path,
  operation,
  api,
}: {
  method: string;
  path: string;
  operation: Described;
  api: Document;
}) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const bodies = Object.entries(requestBody?.content ?? {});
  const sent = bodies.map(([, { schema }]) => schemaOf(schema, api)).find((schema) => schema?.properties);
  const isOpen = operation.security?.length === 0;
  return (
    <article id={operationId}>
      <h3>
        <a href={`#${operationId}`}>
          <span class={`method ${method}`}>{method}</span> <code>{path}</code>
        </a>
      </h3>
      <p class="summary">
        {summary}
        {isOpen && <span class="chip">without login</span>}
      </p>
      {description && <Text text={description} />}
      {parameters.length > 0 && (
        <Values
          caption="Parameters"
          rows={parameters.map((one) => ({
            name: one.name,
            schema: one.schema,
            required: one.required,
            about: one.description,
            place: one.in,
          }))}
        />
      )}
      {sent && <Values caption="Body" rows={propertiesOf(sent)} />}
      {bodies.length > 0 && !sent && (
        <p>
          Body:{" "}
          {bodies.map(([kind]) => (
            <code>{kind}</code>
          ))}
        </p>
      )}
      <Answers responses={responses} />
      <details>
        <summary>Example</summary>
        <pre tabIndex={0}>
          <code>{example(method, path, operation, sent, bodies, api)}</code>
        </pre>
      </details>
    </article>
  );
}

const schemaOf = (schema: SchemaOf | undefined, api: Document) =>
  schema?.$ref ? api.components.schemas[schema.$ref.slice(REFERENCE.length)] : schema;

const Answers = ({ responses }: { responses: Record<string, Answer> }) => (
  <dl class="answers">
    {Object.entries(responses).map(([status, { description, content = {} }]) => (
      <div key={status}>
        <dt>
          <span class={`status ${status[0] === "2" ? "good" : "bad"}`}>
            {status === "default" ? "4xx, 5xx" : status}
          </span>
        </dt>
        <dd>
          {Object.entries(content).map(([kind, { schema }]) => (
            <code>{kind === JSON_TYPE && schema ? <Type schema={schema} /> : kind}</code>
          ))}
          <Text text={description} />
        </dd>
      </div>
    ))}
  </dl>
);

const OWN_PAGE = "X-Facenote";

/** What headers hold in the examples. */
const HEADERS: Record<string, string> = {
  "Tus-Resumable": "1.0.0",
  "Upload-Length": "$(stat -c %s FILE)",
  "Upload-Offset": "0",
};

/** The operation as a command line. */
function example(
  method: string,
  path: string,
  { parameters = [], security }: Described,
  sent: SchemaOf | undefined,
  bodies: [string, unknown][],
  api: Document,
) {
  const lines = [`curl -X ${method.toUpperCase()} '${location.origin}${path}'`];
  if (security?.length !== 0) lines.push(`-H "Authorization: Bearer $FACENOTE_WEB_TOKEN"`);
  else if (method !== "get") lines.push(`-H '${OWN_PAGE}: 1'`);
  for (const one of parameters)
    if (one.in === "header" && one.required) lines.push(`-H "${one.name}: ${HEADERS[one.name] ?? "…"}"`);
  if (sent)
    lines.push(
      `-H 'Content-Type: ${JSON_TYPE}'`,
      `-d '${JSON.stringify(sample(sent, api)).replaceAll("'", SHELL_QUOTE)}'`,
    );
  else if (bodies[0]?.[0] === FORM_TYPE) lines.push("-F file=@FILE");
  else if (bodies[0]) lines.push(`-H 'Content-Type: ${bodies[0][0]}'`, "--data-binary @FILE");
  return lines.join(" \\\n  ");
}

/** A value that fits the schema, more or less. */
function sample(schema: SchemaOf | undefined, api: Document): unknown {
  const whole = schemaOf(schema, api) ?? {};
  if ("default" in whole && whole.default !== null) return whole.default;
  if (whole.anyOf) return sample(whole.anyOf[0], api);
  if (whole.enum) return whole.enum[0];
  if ("const" in whole) return whole.const;
  if (whole.type === "array") return [sample(whole.items, api)];
  if (whole.type === "integer" || whole.type === "number") return whole.minimum ?? 1;
  if (whole.type === "boolean") return true;
  if (whole.type !== "object") return "…";
  return Object.fromEntries(Object.entries(whole.properties ?? {}).map(([name, part]) => [name, sample(part, api)]));
}

const Schema = ({ name, schema }: { name: string; schema: SchemaOf }) => (
  <article id={anchorOf(name)}>
    <h3>
      <a href={`#${anchorOf(name)}`}>
        <code>{name}</code>
      </a>
    </h3>
    <Text text={schema.description} />
    {schema.properties ? (
      <Values caption="Fields" rows={propertiesOf(schema)} />
    ) : (
      <p>
        <code>
          <Type schema={schema} />
        </code>
      </p>
    )}
  </article>
);

/** [group, [[method, path, operation]]] in the order of the document. */
function groupsOf(api: Document) {
  const groups = new Map<string, [method: string, path: string, operation: Described][]>();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation) continue;
      const group = operation.tags?.[0] ?? "Other";
      groups.set(group, [...(groups.get(group) ?? []), [method, path, operation]]);
    }
  }
  return [...groups];
}

function Api({ api }: { api: Document }) {
  const groups = groupsOf(api);
  const schemas = Object.entries(api.components.schemas);
  return (
    <>
      <header class="top">
        <a class="brand" href="/">
          <img src={icon} alt="" width="30" height="30" />
          Facenote
        </a>
        <a href={DOCUMENT}>openapi.json</a>
      </header>
      <div class="columns">
        <nav aria-label="Operations">
          {groups.map(([group, operations]) => (
            <details key={group} open={matchMedia(WIDE).matches}>
              <summary>{group}</summary>
              <ul>
                {operations.map(([method, path, { operationId }]) => (
                  <li key={operationId}>
                    <a href={`#${operationId}`}>
                      <span class={`method ${method}`}>{method}</span> {path.replace("/api/", "")}
                    </a>
                  </li>
                ))}
              </ul>
            </details>
          ))}
          <details>
            <summary>Schemas</summary>
            <ul>
              {schemas.map(([name]) => (
                <li key={name}>
                  <a href={`#${anchorOf(name)}`}>{name}</a>
                </li>
              ))}
            </ul>
          </details>
        </nav>
        <main>
          <h1>
            {api.info.title} API <small>{api.info.version}</small>
          </h1>
          <Text text={api.info.description} />
          <ul class="securities">
            {Object.entries(api.components.securitySchemes ?? {}).map(
              ([name, { type, scheme, in: place, name: key, description }]) => (
                <li key={name}>
                  <b>{name}</b>:{" "}
                  <code>
                    {type === "http"
                      ? `Authorization: ${scheme === "bearer" ? "Bearer <token>" : scheme}`
                      : `${place} ${key}`}
                  </code>
                  . {description}
                </li>
              ),
            )}
          </ul>
          {groups.map(([group, operations]) => (
            <section key={group} aria-label={group}>
              <h2>{group}</h2>
              {operations.map(([method, path, operation]) => (
                <Operation key={operation.operationId} method={method} path={path} operation={operation} api={api} />
              ))}
            </section>
          ))}
          <section aria-label="Schemas">
            <h2>Schemas</h2>
            {schemas.map(([name, schema]) => (
              <Schema key={name} name={name} schema={schema} />
            ))}
          </section>
        </main>
      </div>
    </>
  );
}

async function start() {
  const root = document.getElementById("api") as HTMLElement;
  const response = await fetch(DOCUMENT).catch(() => null);
  if (response?.status === 401) {
    render(
      <p role="alert">
        <a href="/login">Log in</a>, then open this page again.
      </p>,
      root,
    );
    return;
  }
  if (!response?.ok) {
    render(<p role="alert">The server does not give out its document: {response?.status ?? "no answer"}.</p>, root);
    return;
  }
  render(<Api api={await response.json()} />, root);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

start();
