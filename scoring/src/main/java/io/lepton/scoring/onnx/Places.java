package io.lepton.scoring.onnx;

import io.lepton.scoring.onnx.OnnxGraph.Attribute;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;

/** Where a convolution or a pool looks along the steps, as ONNX is told. */
final class Places {
  private Places() {}

  static Attribute[] of(Convolution1DLayer layer) {
    requireKnown(layer.getConvolutionMode(), layer.getPadding()[0], layer);
    return new Attribute[] {
      padding(layer.getConvolutionMode()),
      sizes("kernel_shape", layer.getKernelSize()),
      sizes("strides", layer.getStride()),
      sizes("dilations", layer.getDilation())
    };
  }

  static Attribute[] of(Subsampling1DLayer layer) {
    requireKnown(layer.getConvolutionMode(), layer.getPadding()[0], layer);
    OnnxExport.require(layer.getDilation()[0] == 1, layer);
    return new Attribute[] {
      padding(layer.getConvolutionMode()),
      sizes("kernel_shape", layer.getKernelSize()),
      sizes("strides", layer.getStride())
    };
  }

  private static void requireKnown(ConvolutionMode mode, int padding, Object layer) {
    OnnxExport.require(
        mode == ConvolutionMode.Same || (mode == ConvolutionMode.Truncate && padding == 0), layer);
  }

  /** Same: of an odd number of zeros the one more is at the end, as in Deeplearning4j. */
  private static Attribute padding(ConvolutionMode mode) {
    return Attribute.of("auto_pad", mode == ConvolutionMode.Same ? "SAME_UPPER" : "VALID");
  }

  /** Deeplearning4j has one-dimensional layers as two-dimensional ones: the steps come first. */
  private static Attribute sizes(String name, int[] ofBoth) {
    return Attribute.row(name, ofBoth[0]);
  }
}
