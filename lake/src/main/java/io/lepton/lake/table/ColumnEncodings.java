package io.lepton.lake.table;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** {@link EightBytes} where no dictionary is wanted; Parquet's own choice everywhere else. */
final class ColumnEncodings implements ValuesWriterFactory {
  private final DefaultValuesWriterFactory others = new DefaultValuesWriterFactory();
  private ParquetProperties properties;

  @Override
  public void initialize(ParquetProperties given) {
    properties = given;
    others.initialize(given);
  }

  @Override
  public ValuesWriter newValuesWriter(ColumnDescriptor column) {
    PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
    boolean isEight = type == PrimitiveTypeName.DOUBLE || type == PrimitiveTypeName.INT64;
    return isEight && !properties.isDictionaryEnabled(column)
        ? new EightBytes()
        : others.newValuesWriter(column);
  }
}
