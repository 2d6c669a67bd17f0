package io.lepton.lake.table;

import java.util.Optional;

/**
 * One commit of a table.
 *
 * @param version the table's version it made
 * @param note what its writer attached to it
 */
public record Commit(long version, Optional<String> note) {}
