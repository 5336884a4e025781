package dev.holdfast.config;

/** Where a value comes from; a later layer goes before an earlier one. */
enum Layer {
  CLASS_PATH_FILE,
  FILE,
  ENVIRONMENT,
  SYSTEM_PROPERTY,
  CODE
}
