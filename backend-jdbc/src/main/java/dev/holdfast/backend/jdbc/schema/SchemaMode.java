package dev.holdfast.backend.jdbc.schema;

/** What is done about the tables when a backend opens. */
public enum SchemaMode {
  /** Tables that are missing are made; those that are there have to be right. */
  CREATE,
  /** All tables have to be there and right. */
  VERIFY,
  /** Tables that are missing are made, and those of an older release are brought up to date. */
  MIGRATE,
  /** Nothing is looked at. */
  OFF
}
