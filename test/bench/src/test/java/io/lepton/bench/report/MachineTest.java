package io.lepton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void othersAtWorkMakeFiguresMislead() {
    assertThat(with(0.1).isQuiet()).isTrue();
    assertThat(with(0.5).isQuiet()).isFalse();
    assertThat(with(0.5).description()).contains("0.50 of them at work for others (NOT QUIET)");
    assertThat(with(Double.NaN).isQuiet()).isTrue();
  }

  @Test
  void whatAChildDoesIsNotOthersWorkWhetherItHasEndedOrNot() throws Exception {
    double before = Cpu.secondsOfOurs() - Cpu.seconds();
    String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo done; read end";
    Process child = new ProcessBuilder("sh", "-c", work).start();
    assertThat(child.inputReader().readLine()).isEqualTo("done");
    assertThat(Cpu.secondsOfOurs() - Cpu.seconds()).isGreaterThan(before + 0.05);
    child.outputWriter().close();
    child.waitFor();
    assertThat(Cpu.secondsOfOurs() - Cpu.seconds()).isBetween(before + 0.05, before + 20);
  }

  private static Machine with(double others) {
    return new Machine(2, "a processor", others, "a virtual machine");
  }
}
