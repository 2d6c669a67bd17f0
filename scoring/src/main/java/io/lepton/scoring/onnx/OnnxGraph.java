package io.lepton.scoring.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A graph of ONNX in the making: each operator takes what others gave, by name, and what is fixed.
 * Names are numbers in the order of making, so that the same network gives the same bytes.
 * Operators are those of <a
 * href="https://github.com/onnx/onnx/blob/v1.12.0/docs/Operators.md">opset 17</a>.
 */
final class OnnxGraph {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8; // which came with opset 17
  private static final String WINDOWS = "windows";

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("network");
  private int count;

  /** What an operator is told beside its inputs. */
  record Attribute(Onnx.AttributeProto proto) {
    static Attribute of(String name, double value) {
      return new Attribute(
          named(name, Onnx.AttributeProto.AttributeType.FLOAT).setF((float) value).build());
    }

    static Attribute of(String name, long value) {
      return new Attribute(named(name, Onnx.AttributeProto.AttributeType.INT).setI(value).build());
    }

    static Attribute row(String name, long... values) {
      Onnx.AttributeProto.Builder made = named(name, Onnx.AttributeProto.AttributeType.INTS);
      for (long value : values) {
        made.addInts(value);
      }
      return new Attribute(made.build());
    }

    static Attribute of(String name, String value) {
      return new Attribute(
          named(name, Onnx.AttributeProto.AttributeType.STRING)
              .setS(ByteString.copyFromUtf8(value))
              .build());
    }

    private static Onnx.AttributeProto.Builder named(
        String name, Onnx.AttributeProto.AttributeType type) {
      return Onnx.AttributeProto.newBuilder().setName(name).setType(type);
    }
  }

  /** Adds an operator and answers with the name of its first output. */
  String add(String operator, List<String> inputs, Attribute... attributes) {
    String output = next(operator);
    Onnx.NodeProto.Builder node =
        Onnx.NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(output);
    for (Attribute attribute : attributes) {
      node.addAttribute(attribute.proto());
    }
    graph.addNode(node);
    return output;
  }

  /** Fixed numbers of a shape, in C order. */
  String floats(float[] values, long... shape) {
    ByteBuffer bytes = little(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return initializer(Onnx.TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** A fixed row of whole numbers, such as an axis. */
  String longs(long... values) {
    ByteBuffer bytes = little(values.length * Long.BYTES);
    for (long value : values) {
      bytes.putLong(value);
    }
    return initializer(Onnx.TensorProto.DataType.INT64, bytes, values.length);
  }

  /**
   * The whole model, for any number of windows.
   *
   * @param input name of what enters
   * @param sizes of a window
   * @param output name of what leaves: a row of numbers for each window
   */
  byte[] model(String input, List<Long> sizes, String output) {
    Onnx.TensorShapeProto.Builder window = Onnx.TensorShapeProto.newBuilder().addDim(open(WINDOWS));
    sizes.forEach(
        size -> window.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
    graph.addInput(floats(input, window));
    graph.addOutput(
        floats(
            output,
            Onnx.TensorShapeProto.newBuilder().addDim(open(WINDOWS)).addDim(open("targets"))));
    return Onnx.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("lepton")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static Onnx.TensorShapeProto.Dimension.Builder open(String name) {
    return Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam(name);
  }

  private static Onnx.ValueInfoProto floats(String name, Onnx.TensorShapeProto.Builder shape) {
    Onnx.TypeProto.Tensor.Builder type =
        Onnx.TypeProto.Tensor.newBuilder()
            .setElemType(Onnx.TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape);
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(Onnx.TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private String initializer(Onnx.TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    String name = next("fixed");
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes.flip()));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String next(String kind) {
    return kind + "-" + count++;
  }
}
