package io.lepton.lake.table;

import java.io.Serializable;

/**
 * A file that a task has written and no commit names yet.
 *
 * @param name its name in the table's folder
 * @param bytes its size
 * @param rows the rows it holds
 * @param statistics per column, as Delta's log has them
 */
public record NewFile(String name, long bytes, long rows, String statistics)
    implements Serializable {}
