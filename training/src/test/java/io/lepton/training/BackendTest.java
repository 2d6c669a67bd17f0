package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import org.junit.jupiter.api.Test;

class BackendTest {
  @Test
  void namesTheBackendOfTheClassPath() {
    assertThat(Backend.loaded()).isIn(Backend.CPU, Backend.CUDA);
    assertThatCode(() -> Backend.require(Backend.loaded())).doesNotThrowAnyException();
  }

  @Test
  void saysHowToGetTheOtherBackend() {
    assertThatThrownBy(() -> Backend.require("cuda", "cpu"))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train with backend 'cuda': the class path has the CPU backend. Build with"
                + " -Pcuda or set training.backend = cpu.")
        .extracting(error -> ((PipelineException) error).kind())
        .isEqualTo(PipelineException.Kind.CONFIG);
    assertThatThrownBy(() -> Backend.require("cpu", "cuda"))
        .hasMessage(
            "Cannot train with backend 'cpu': the class path has the CUDA backend. Build without"
                + " -Pcuda or set training.backend = cuda.");
  }

  @Test
  void knowsTwoBackends() {
    assertThatThrownBy(() -> Backend.require("gpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backend: 'gpu' (expected: 'cpu' or 'cuda')");
  }
}
