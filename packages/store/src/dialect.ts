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
        prepare: (sql) => translating(withStoreErrors(() => database.prepare(sql))),
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

/** The statement, with what it throws translated. */
function translating(statement: SqliteStatement): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => withStoreErrors(() => statement.all(parameters)),
    run: (parameters) => withStoreErrors(() => statement.run(parameters)),
    iterate: (parameters) => statement.iterate(parameters),
  }
}
