import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import type { TableName } from "#functions/shared/grants.ts";

export interface TablesProps {
  /** Whether the tables outlive the stack and are protected from deletion. */
  readonly keepsData: boolean;
}

interface TableShape {
  readonly id: string;
  readonly stream?: StreamViewType;
  readonly indexes?: readonly IndexShape[];
}

/** An index holds the items that have both of its keys. Its sort key is a number. */
interface IndexShape {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  /** What it has of an item besides the keys; all of it if absent. */
  readonly attributes?: readonly string[];
}

const SHAPES: Readonly<Record<TableName, TableShape>> = {
  queue: { id: "QueueTable" },
  catalog: {
    id: "CatalogTable",
    indexes: [
      { name: "concertsByOpening", partition: "listing", sort: "opensAt" },
      // For admission alone, so that nobody who lists or reads concerts can use up what it needs. It is read from now on
      // and small, however many sales have closed.
      { name: "concertsByClosing", partition: "listing", sort: "closesAt", attributes: ["concertId", "opensAt"] },
      // For those who read a concert. Its own partition is admission's, which finds the dates there.
      { name: "concertsById", partition: "pk", sort: "opensAt" },
    ],
  },
  seats: { id: "SeatTable" },
  reservations: {
    id: "ReservationTable",
    // The outbox: the stream carries every change, so no event is lost between commit and message.
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    indexes: [{ name: "byUser", partition: "userId", sort: "createdAt" }],
  },
  balance: {
    id: "BalanceTable",
    // Sparse: only a top-up without an end has these keys. So the index is small, however long the history.
    indexes: [{ name: "unsettledTopUps", partition: "unsettled", sort: "sweepAt", attributes: [] }],
  },
  events: { id: "EventTable" },
};

/** A table, with the names of its indexes, which the right to query them needs. */
export interface StoredTable {
  readonly table: Table;
  readonly indexNames: readonly string[];
}

const projectionOf = (attributes: readonly string[] | undefined) => {
  if (attributes === undefined) return { projectionType: ProjectionType.ALL };
  if (attributes.length === 0) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] };
};

/** The six tables. Each is billed by request, encrypted, and recoverable to any second of the last 35 days. */
export class Tables extends Construct {
  readonly byName: Readonly<Record<TableName, StoredTable>>;

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    const make = (name: TableName) => this.#table(SHAPES[name], props.keepsData);
    this.byName = {
      queue: make("queue"),
      catalog: make("catalog"),
      seats: make("seats"),
      reservations: make("reservations"),
      balance: make("balance"),
      events: make("events"),
    };
  }

  #table(shape: TableShape, keepsData: boolean): StoredTable {
    const table = new Table(this, shape.id, {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: "ttl",
      deletionProtection: keepsData,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(shape.stream === undefined ? {} : { stream: shape.stream }),
    });
    const { indexes = [] } = shape;
    for (const { name, partition, sort, attributes } of indexes) {
      table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.NUMBER },
        ...projectionOf(attributes),
      });
    }
    return { table, indexNames: indexes.map(({ name }) => name) };
  }
}
