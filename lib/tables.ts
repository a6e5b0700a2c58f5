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
  readonly index?: {
    readonly name: string;
    readonly partition: string;
    readonly sort: string;
    /** Whether an entry of the index has the keys of its item alone, instead of all of it. */
    readonly hasKeysOnly?: true;
  };
}

const SHAPES: Readonly<Record<TableName, TableShape>> = {
  queue: { id: "QueueTable" },
  catalog: { id: "CatalogTable", index: { name: "concertsByOpening", partition: "listing", sort: "opensAt" } },
  seats: { id: "SeatTable" },
  reservations: {
    id: "ReservationTable",
    // The outbox: the stream carries every change, so no event is lost between commit and message.
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    index: { name: "byUser", partition: "userId", sort: "createdAt" },
  },
  balance: {
    id: "BalanceTable",
    // Sparse: only a top-up without an end has these keys. So the index is small, however long the history.
    index: { name: "unsettledTopUps", partition: "unsettled", sort: "sweepAt", hasKeysOnly: true },
  },
  events: { id: "EventTable" },
};

/** A table, with the names of its indexes, which the right to query them needs. */
export interface StoredTable {
  readonly table: Table;
  readonly indexNames: readonly string[];
}

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
    if (shape.index === undefined) return { table, indexNames: [] };
    table.addGlobalSecondaryIndex({
      indexName: shape.index.name,
      partitionKey: { name: shape.index.partition, type: AttributeType.STRING },
      sortKey: { name: shape.index.sort, type: AttributeType.NUMBER },
      ...(shape.index.hasKeysOnly && { projectionType: ProjectionType.KEYS_ONLY }),
    });
    return { table, indexNames: [shape.index.name] };
  }
}
