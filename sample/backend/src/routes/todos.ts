import type { Server } from '../app.ts';
import type { Store } from '../store.ts';

const title = { type: 'string', minLength: 1, maxLength: 200 } as const;
const done = { type: 'boolean' } as const;
const todo = {
  type: 'object',
  required: ['id', 'title', 'done'],
  additionalProperties: false,
  properties: { id: { type: 'string' }, title, done },
} as const;
const todos = { type: 'array', items: todo } as const;
const newTodo = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: { title },
} as const;
const change = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { title, done },
} as const;
const byId = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', pattern: '^[0-9]{1,15}$' } },
} as const;
const missing = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' } },
} as const;

const tags = ['todos'];
const noTodo = (id: string) => ({ message: `There is no todo ${id}.` });

export function registerTodos(app: Server, store: Store): void {
  app.get(
    '/todos',
    { schema: { tags, summary: 'List the todos', response: { 200: todos } } },
    async () => store.todos(),
  );
  app.post(
    '/todos',
    { schema: { tags, summary: 'Add a todo', body: newTodo, response: { 201: todo } } },
    async ({ body }, reply) => reply.code(201).send(await store.addTodo(body.title)),
  );
  app.get(
    '/todos/:id',
    {
      schema: { tags, summary: 'Read a todo', params: byId, response: { 200: todo, 404: missing } },
    },
    async ({ params: { id } }, reply) => (await store.todo(id)) ?? reply.code(404).send(noTodo(id)),
  );
  app.patch(
    '/todos/:id',
    {
      schema: {
        tags,
        summary: 'Change a todo',
        params: byId,
        body: change,
        response: { 200: todo, 404: missing },
      },
    },
    async ({ params: { id }, body }, reply) =>
      (await store.changeTodo(id, body)) ?? reply.code(404).send(noTodo(id)),
  );
  app.delete(
    '/todos/:id',
    {
      schema: {
        tags,
        summary: 'Remove a todo',
        params: byId,
        response: { 204: { type: 'null' }, 404: missing },
      },
    },
    async ({ params: { id } }, reply) =>
      (await store.removeTodo(id)) ? reply.code(204).send(null) : reply.code(404).send(noTodo(id)),
  );
}
