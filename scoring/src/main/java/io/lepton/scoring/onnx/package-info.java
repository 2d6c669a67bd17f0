/** Networks of Deeplearning4j as models of ONNX, which other runtimes read. */
package io.lepton.scoring.onnx;
