/** Who is in which room. A room exists as long as somebody is in it. */
export class Rooms<Peer> {
  readonly #rooms = new Map<string, Set<Peer>>();

  get size(): number {
    return this.#rooms.size;
  }

  join(name: string, peer: Peer): void {
    const room = this.#rooms.get(name) ?? new Set();
    this.#rooms.set(name, room.add(peer));
  }

  leave(name: string, peer: Peer): void {
    const room = this.#rooms.get(name);
    room?.delete(peer);
    if (room?.size === 0) {
      this.#rooms.delete(name);
    }
  }

  /** Everybody in the room but the peer itself. */
  others(name: string, peer: Peer): Peer[] {
    return [...(this.#rooms.get(name) ?? [])].filter((other) => other !== peer);
  }
}
