// The API's own document for people to read. It is in English, as the document is.

import { html, render } from "./vendor/htm/standalone.module.js";

const DOCUMENT = "/api/openapi.json";
const REFERENCE = "#/components/schemas/";
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
const JSON_TYPE = "application/json";
const SHELL_QUOTE = "'\\''";
const WIDE = "(min-width: 861px)"; // the list of operations stands beside the text

/** `id` of the section that explains a schema. */
const anchorOf = (name) => `schema-${name}`;

/** Text with `code` in backquotes, single or double, and blank lines between its paragraphs. */
function Text({ text }) {
  return text?.split(/\n\s*\n/).map((paragraph) => html`
    <p>${paragraph.split(/`+([^`]+)`+/).map((part, place) => (place % 2 ? html`<code>${part}</code>` : part))}</p>`);
}

/** A schema in a word or two: `integer`, `[FaceView]`, `"video" | "note"`. */
function Type({ schema }) {
  if (!schema || !Object.keys(schema).length) return "anything";
  if (schema.$ref) {
    const name = schema.$ref.slice(REFERENCE.length);
    return html`<a href="#${anchorOf(name)}">${name}</a>`;
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.map((one, place) => html`${place > 0 && " | "}<${Type} schema=${one} />`);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.type === "array" && schema.prefixItems) return html`[${schema.prefixItems.map((one, place) => html`${place > 0 && ", "}<${Type} schema=${one} />`)}]`;
  if (schema.type === "array") return html`[<${Type} schema=${schema.items} />]`;
  if (schema.type === "object" && schema.additionalProperties) return html`{name: <${Type} schema=${schema.additionalProperties === true ? {} : schema.additionalProperties} />}`;
  return schema.format ?? schema.type;
}

const BOUNDS = { minimum: "≥", exclusiveMinimum: ">", maximum: "≤", exclusiveMaximum: "<", minLength: "length ≥", maxLength: "length ≤", minItems: "entries ≥", maxItems: "entries ≤", pattern: "matches", default: "default" };

/** What else must hold of a value. */
function Bounds({ schema = {} }) {
  const parts = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  const told = parts.flatMap((part) => Object.entries(BOUNDS).filter(([key]) => key in part).map(([key, sign]) => `${sign} ${format(part[key])}`));
  return told.length > 0 && html`<span class="bounds">${told.join(", ")}</span>`;
}

const format = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** `rows`: [{name, schema, required, about, place}] */
const Values = ({ caption, rows }) => html`
  <div class="scroll" tabindex="0" role="group" aria-label=${caption}>
    <table>
      <caption>${caption}</caption>
      <tbody>
        ${rows.map(({ name, schema, required, about, place }) => html`
          <tr key=${`${place} ${name}`}>
            <th scope="row"><code>${name}</code>${required && html`<span class="required">required</span>`}</th>
            <td><code><${Type} schema=${schema} /></code> <${Bounds} schema=${schema} /></td>
            <td>${place && html`<span class="chip">${place}</span>`} <${Text} text=${about ?? schema?.description} /></td>
          </tr>`)}
      </tbody>
    </table>
  </div>`;

const propertiesOf = (schema) =>
  Object.entries(schema.properties ?? {}).map(([name, part]) => ({ name, schema: part, required: schema.required?.includes(name) }));

function Operation({ method, path, operation, api }) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const bodies = Object.entries(requestBody?.content ?? {});
  const sent = bodies.map(([, { schema }]) => schemaOf(schema, api)).find((schema) => schema?.properties);
  const isOpen = operation.security?.length === 0;
  return html`
    <article id=${operationId}>
      <h3><a href="#${operationId}"><span class="method ${method}">${method}</span> <code>${path}</code></a></h3>
      <p class="summary">${summary}${isOpen && html` <span class="chip">without login</span>`}</p>
      ${description && html`<${Text} text=${description} />`}
      ${parameters.length > 0 &&
      html`<${Values}
        caption="Parameters"
        rows=${parameters.map((one) => ({ name: one.name, schema: one.schema, required: one.required, about: one.description, place: one.in }))}
      />`}
      ${sent && html`<${Values} caption="Body" rows=${propertiesOf(sent)} />`}
      ${bodies.length > 0 && !sent && html`<p>Body: ${bodies.map(([kind]) => html`<code>${kind}</code> `)}</p>`}
      <${Answers} responses=${responses} />
      <details><summary>Example</summary><pre tabindex="0"><code>${example(method, path, operation, sent, bodies, api)}</code></pre></details>
    </article>`;
}

const schemaOf = (schema, api) => (schema?.$ref ? api.components.schemas[schema.$ref.slice(REFERENCE.length)] : schema);

const Answers = ({ responses }) => html`
  <dl class="answers">
    ${Object.entries(responses).map(([status, { description, content = {} }]) => html`
      <div key=${status}>
        <dt><span class="status ${status[0] === "2" ? "good" : "bad"}">${status === "default" ? "4xx, 5xx" : status}</span></dt>
        <dd>
          ${Object.entries(content).map(([kind, { schema }]) => html`<code>${kind === JSON_TYPE && schema ? html`<${Type} schema=${schema} />` : kind}</code> `)}
          <${Text} text=${description} />
        </dd>
      </div>`)}
  </dl>`;

/** The operation as a command line. */
function example(method, path, { parameters = [], security }, sent, bodies, api) {
  const lines = [`curl -X ${method.toUpperCase()} '${location.origin}${path}'`];
  if (security?.length !== 0) lines.push(`-H "Authorization: Bearer $FACENOTE_TOKEN"`);
  for (const one of parameters) if (one.in === "header" && one.required) lines.push(`-H '${one.name}: …'`);
  if (sent) lines.push(`-H 'Content-Type: ${JSON_TYPE}'`, `-d '${JSON.stringify(sample(sent, api)).replaceAll("'", SHELL_QUOTE)}'`);
  else if (bodies.length) lines.push(`-H 'Content-Type: ${bodies[0][0]}'`, "--data-binary @FILE");
  return lines.join(" \\\n  ");
}

/** A value that fits the schema, more or less. */
function sample(schema, api) {
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

const Schema = ({ name, schema }) => html`
  <article id=${anchorOf(name)}>
    <h3><a href="#${anchorOf(name)}"><code>${name}</code></a></h3>
    <${Text} text=${schema.description} />
    ${schema.properties ? html`<${Values} caption="Fields" rows=${propertiesOf(schema)} />` : html`<p><code><${Type} schema=${schema} /></code></p>`}
  </article>`;

/** [group, [[method, path, operation]]] in the order of the document. */
function groupsOf(api) {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((one) => one in methods)) {
      const group = methods[method].tags?.[0] ?? "Other";
      groups.set(group, [...(groups.get(group) ?? []), [method, path, methods[method]]]);
    }
  }
  return [...groups];
}

function Api({ api }) {
  const groups = groupsOf(api);
  const schemas = Object.entries(api.components.schemas);
  return html`
    <header class="top">
      <a class="brand" href="/"><img src="/static/icon.svg" alt="" width="30" height="30" />Facenote</a>
      <a href=${DOCUMENT}>openapi.json</a>
    </header>
    <div class="columns">
      <nav aria-label="Operations">
        ${groups.map(([group, operations]) => html`
          <details key=${group} open=${matchMedia(WIDE).matches}>
            <summary>${group}</summary>
            <ul>${operations.map(([method, path, { operationId }]) => html`
              <li key=${operationId}><a href="#${operationId}"><span class="method ${method}">${method}</span> ${path.replace("/api/", "")}</a></li>`)}</ul>
          </details>`)}
        <details><summary>Schemas</summary><ul>${schemas.map(([name]) => html`<li key=${name}><a href="#${anchorOf(name)}">${name}</a></li>`)}</ul></details>
      </nav>
      <main>
        <h1>${api.info.title} API <small>${api.info.version}</small></h1>
        <${Text} text=${api.info.description} />
        <ul class="securities">${Object.entries(api.components.securitySchemes ?? {}).map(([name, { type, scheme, in: place, name: key, description }]) => html`
          <li key=${name}><b>${name}</b>: <code>${type === "http" ? `Authorization: ${scheme}` : `${place} ${key}`}</code>. ${description}</li>`)}</ul>
        ${groups.map(([group, operations]) => html`
          <section key=${group} aria-label=${group}>
            <h2>${group}</h2>
            ${operations.map(([method, path, operation]) => html`<${Operation} key=${operation.operationId} method=${method} path=${path} operation=${operation} api=${api} />`)}
          </section>`)}
        <section aria-label="Schemas">
          <h2>Schemas</h2>
          ${schemas.map(([name, schema]) => html`<${Schema} key=${name} name=${name} schema=${schema} />`)}
        </section>
      </main>
    </div>`;
}

async function start() {
  const root = document.getElementById("api");
  const response = await fetch(DOCUMENT).catch(() => null);
  if (!response?.ok) {
    render(html`<p role="alert">The server does not give out its document: ${response?.status ?? "no answer"}.</p>`, root);
    return;
  }
  render(html`<${Api} api=${await response.json()} />`, root);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

start();
