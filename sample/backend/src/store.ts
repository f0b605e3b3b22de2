import type { Commands } from './valkey.ts';

/** A type, not an interface: only then does it fit the type made from the API's schema. */
export type Todo = {
  readonly id: string;
  readonly title: string;
  readonly done: boolean;
};

export type TodoChange = Partial<Omit<Todo, 'id'>>;

const COUNTER = 'shop:counter';
const TODO_IDS = 'shop:todo-ids';
const TODOS = 'shop:todos';

/** Fastify answers 503 because of the status code. */
export class StoreUnavailable extends Error {
  readonly statusCode = 503;

  constructor(cause: unknown) {
    super('The store does not answer. Is valkey running?', { cause });
  }
}

/** What the shop keeps: one number, and one hash from todo id to JSON. */
export class Store {
  readonly #valkey: Commands;

  constructor(valkey: Commands) {
    this.#valkey = valkey;
  }

  async ping(): Promise<void> {
    await answer(this.#valkey.ping());
  }

  async counter(): Promise<number> {
    return Number((await answer(this.#valkey.get(COUNTER))) ?? 0);
  }

  async increment(): Promise<number> {
    return answer(this.#valkey.incr(COUNTER));
  }

  async todos(): Promise<Todo[]> {
    const all = (await answer(this.#valkey.hvals(TODOS))).map((json) => JSON.parse(json) as Todo);
    return all.sort((a, b) => Number(a.id) - Number(b.id));
  }

  async todo(id: string): Promise<Todo | undefined> {
    const json = await answer(this.#valkey.hget(TODOS, id));
    return json === null ? undefined : (JSON.parse(json) as Todo);
  }

  async addTodo(title: string): Promise<Todo> {
    const id = String(await answer(this.#valkey.incr(TODO_IDS)));
    return this.#save({ id, title, done: false });
  }

  async changeTodo(id: string, change: TodoChange): Promise<Todo | undefined> {
    const todo = await this.todo(id);
    return todo && this.#save({ ...todo, ...change });
  }

  async removeTodo(id: string): Promise<boolean> {
    return (await answer(this.#valkey.hdel(TODOS, id))) === 1;
  }

  async #save(todo: Todo): Promise<Todo> {
    await answer(this.#valkey.hset(TODOS, todo.id, JSON.stringify(todo)));
    return todo;
  }
}

async function answer<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    throw new StoreUnavailable(error);
  }
}
