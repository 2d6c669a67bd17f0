package io.lepton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

class ReportingTest {
  @Command(name = "some")
  static final class Some implements Callable<Integer> {
    @Parameters List<Path> files = List.of();

    @Option(names = "--sizes", split = ",")
    List<Integer> sizes = List.of(1);

    @Option(names = "--collect")
    boolean collect;

    @Option(names = "--score")
    Optional<Thread.State> score = Optional.empty();

    @Option(names = "--rounds")
    int rounds = 3;

    @Mixin Reporting reporting = new Reporting();
    @Spec CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      reporting.finish(spec);
      return 0;
    }
  }

  @Test
  void theCommandThatIsNotedRepeatsTheRun(@TempDir Path folder) {
    Path json = folder.resolve("some.json");
    String line = "a.conf b.conf --sizes 1,2 --collect --score NEW";
    String[] arguments = (line + " --any-load --json " + json).split(" ");
    assertThat(new CommandLine(new Some()).execute(arguments)).isZero();
    assertThat(Measured.read(json).get(0).command()).isEqualTo("lepton bench some " + line);
  }
}
