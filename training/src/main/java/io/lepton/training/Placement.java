package io.lepton.training;

import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where training takes place: which card a task may use, and whether it will do. */
final class Placement {
  private static final Logger LOG = LoggerFactory.getLogger(Placement.class);
  private static final String GPU = "gpu";
  private static final String PER_EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String PER_TASK = "spark.task.resource.gpu.amount";

  /** Cards that this process has looked at and named, once each. */
  private static final Set<Integer> SAID = ConcurrentHashMap.newKeySet();

  private Placement() {}

  /**
   * Lets the thread of the task that runs here work on the card that Spark gave it. Without one, or
   * on the processor, nothing changes.
   *
   * @throws PipelineException if the backend has no code for that card
   */
  static void followSpark() {
    TaskContext task = TaskContext.get();
    if (task != null) {
      OptionalInt card = card(task.resourcesJMap());
      if (card.isPresent()) {
        if (!SAID.contains(card.getAsInt())) {
          requireCard(cards(), card.getAsInt(), 0);
          if (SAID.add(card.getAsInt())) {
            LOG.info("This executor works on card {}.", card.getAsInt());
          }
        }
        Nd4j.getAffinityManager().unsafeSetDevice(card.getAsInt());
      }
    }
  }

  /**
   * Passes if the card of the task that runs here will do.
   *
   * @param bytes that training takes at least
   */
  static void requireOwnCard(long bytes) {
    followSpark();
    OptionalInt card = card(TaskContext.get().resourcesJMap());
    card.ifPresent(own -> requireCard(cards(), own, bytes));
  }

  /** The cards that this process sees; none on the processor. */
  static List<Card> cards() {
    return Card.of(Nd4j.getExecutioner().getEnvironmentInformation());
  }

  /**
   * Passes if a card will do, or if the processor computes.
   *
   * @param cards that the process sees
   * @param own what CUDA calls the card
   * @param bytes that training takes on it at least
   */
  static void requireCard(List<Card> cards, int own, long bytes) {
    if (cards.isEmpty()) {
      return;
    }
    if (own >= cards.size()) {
      throw PipelineException.config(
          "Cannot train on card '%d': CUDA sees %d here, the first is 0 (expected: one of them). Correct the script of spark.*.resource.gpu.discoveryScript."
              .formatted(own, cards.size()));
    }
    cards.get(own).requireSupported();
    cards.get(own).requireRoom(bytes);
  }

  static OptionalInt card(Map<String, ResourceInformation> resources) {
    ResourceInformation cards = resources.get(GPU);
    if (cards == null || cards.addresses().length == 0) {
      return OptionalInt.empty();
    }
    String address = cards.addresses()[0];
    if (!address.matches("\\d{1,4}")) {
      throw PipelineException.config(
          "Cannot train on card '%s': that is no number (expected: what CUDA calls it, such as 0). Correct the script of spark.*.resource.gpu.discoveryScript."
              .formatted(address));
    }
    return OptionalInt.of(Integer.parseInt(address));
  }

  /**
   * Passes if Spark gives each executor one card, which its only task at a time has for itself. On
   * one machine without executors all tasks share the first card.
   *
   * @throws PipelineException if executors would fight for cards
   */
  static void requireCardForEachExecutor(SparkConf spark) {
    String perExecutor = spark.get(PER_EXECUTOR, "0");
    String perTask = spark.get(PER_TASK, "0");
    boolean isAlone = spark.get("spark.master", "").matches("local(\\[.*\\])?");
    if (!isAlone && (!perExecutor.equals("1") || !perTask.equals("1"))) {
      throw PipelineException.config(
          "Cannot train with backend 'cuda': Spark gives each executor %s cards and each task %s (expected: 1 and 1). Set %s and %s to 1; for more cards, use more executors."
              .formatted(perExecutor, perTask, PER_EXECUTOR, PER_TASK));
    }
  }

  /**
   * What training takes on a card at least, in bytes: for each worker there the parameters, their
   * gradient and the updater's state, what an averaging brings and takes away, and a mini-batch.
   * What layers keep for the way back comes on top.
   */
  static long bytes(NetworkState state, MiniBatchShape shape, int workers) {
    long learned = (long) state.parameters().length + state.updaterState().length;
    long network = 3 * learned + state.parameters().length;
    long window = (long) shape.examples().windows().size() + shape.examples().targets().size();
    return (network + window * shape.size()) * workers * Float.BYTES;
  }
}
