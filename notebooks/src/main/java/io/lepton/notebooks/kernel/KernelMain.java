package io.lepton.notebooks.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Started by Jupyter, one for each notebook; ends when Jupyter says so. */
public final class KernelMain {
  private KernelMain() {}

  /**
   * Serves a notebook.
   *
   * @param args the file that says where Jupyter listens, the pipeline's file, overrides of it
   */
  public static void main(String[] args) throws IOException {
    List<String> settings = List.of(args).subList(1, args.length);
    KernelConnectionProperties where =
        KernelConnectionProperties.parse(
            Files.readString(Path.of(args[0]), StandardCharsets.UTF_8));
    try (CellSession session = CellSession.open(settings)) {
      LeptonKernel kernel = new LeptonKernel(session);
      session.shownBy(shown -> kernel.display(LeptonKernel.data(shown)));
      serve(kernel, where);
    }
  }

  private static void serve(LeptonKernel kernel, KernelConnectionProperties where) {
    try {
      JupyterConnection connection = new JupyterConnection(where);
      kernel.becomeHandlerForConnection(connection);
      connection.connect();
      connection.waitUntilClose();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Jupyter signs in a way that is not known here", e);
    }
  }
}
