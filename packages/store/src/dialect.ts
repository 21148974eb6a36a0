import type { Database } from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely'
import type { Schema } from './schema.ts'
import { withStoreErrors } from './sqlite-error.ts'

/** The query builder on an open connection. Destroying it closes the connection. */
export function createQueries(database: Database): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new StoreDialect(database) })
}

class StoreDialect extends SqliteDialect {
  readonly #database: Database

  constructor(database: Database) {
    super({ database })
    this.#database = database
  }

  override createDriver(): Driver {
    return new StoreDriver(this.#database)
  }
}

class StoreDriver extends SqliteDriver {
  readonly #database: Database

  constructor(database: Database) {
    super({
      database: {
        close: () => database.close(),
        prepare: keeping((sql) => translating(withStoreErrors(() => database.prepare(sql)))),
      },
    })
    this.#database = database
  }

  /** Takes the write lock at once: a transaction that would have to wait does so before it has read anything. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** SQLite has rolled back by itself after some errors, a full disk among them; a second time is an error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** More than there are in the code; those for lists of many lengths come and go. */
const keptStatements = 200

/** Keeps the statements that were used last: to compile one takes longer than to carry it out. */
function keeping(prepare: (sql: string) => SqliteStatement): (sql: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>()
  return (sql) => {
    const statement = kept.get(sql) ?? prepare(sql)
    // The oldest comes first in a map.
    kept.delete(sql)
    kept.set(sql, statement)
    const [oldest] = kept.keys()
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest)
    return statement
  }
}

/** The statement, with what it throws translated. */
function translating(statement: SqliteStatement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => withStoreErrors(() => statement.all(parameters)),
    run: (parameters) => withStoreErrors(() => statement.run(parameters)),
    iterate: (parameters) => statement.iterate(parameters),
  }
}
