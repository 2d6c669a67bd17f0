package io.lepton.notebooks.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the code of cells in this JVM, so that values are objects and not their text; each piece of
 * code in a thread that can be ended.
 */
class CellControl extends DirectExecutionControl {
  private volatile Thread running;
  private volatile boolean stopped;
  private Object value;
  private Throwable failure;

  /** What the last piece of code came to; empty for nothing. */
  Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  /** What the last piece of code threw. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether code was ended since the last {@link #forget}. */
  boolean isStopped() {
    return stopped;
  }

  /** Before a new cell. */
  void forget() {
    value = null;
    failure = null;
    stopped = false;
  }

  @Override
  protected String invoke(Method code) throws Exception {
    FutureTask<Object> task =
        new FutureTask<>(
            () -> {
              Notebook.begin();
              return code.invoke(null);
            });
    Thread thread = new Thread(task, "cell");
    // what a task of Spark's deserialises may be a lambda of a cell
    thread.setContextClassLoader(code.getDeclaringClass().getClassLoader());
    value = null;
    failure = null;
    start(thread);
    thread.join();
    running = null;
    if (stopped) {
      throw new StoppedException();
    }
    try {
      value = task.get();
      return "";
    } catch (java.util.concurrent.ExecutionException e) {
      failure = e.getCause();
      if (failure instanceof InvocationTargetException thrown) {
        failure = thrown.getCause();
        throw thrown;
      }
      throw e;
    }
  }

  /** A cell is several pieces of code: one that was stopped between two of them stays so. */
  private synchronized void start(Thread thread) throws StoppedException {
    if (stopped) {
      throw new StoppedException();
    }
    running = thread;
    thread.start();
  }

  private synchronized Optional<Thread> stopping() {
    stopped = true;
    return Optional.ofNullable(running);
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  /**
   * Ends what runs: asks first, and takes it away if it does not listen.
   *
   * @param cancel ends what it waits for elsewhere, once nobody can take that for an error
   */
  @SuppressWarnings("deprecation") // nothing else ends an endless loop
  void stop(Runnable cancel) {
    Optional<Thread> thread = stopping();
    if (thread.isEmpty()) {
      return;
    }
    thread.get().interrupt();
    cancel.run();
    try {
      thread.get().join(3000);
      if (thread.get().isAlive()) {
        thread.get().stop();
      }
      cancel.run(); // what it has begun since
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
