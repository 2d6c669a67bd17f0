package io.lepton.scoring;

import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * The model for the next micro-batch: the champion of the moment. One that cannot be used is told
 * of once, and the last good one stays until it can or another is promoted.
 */
public final class ChampionWatch implements Supplier<Broadcast<ScoringModel>> {
  private final SparkSession session;
  private final ModelStore models;
  private final Consumer<String> listener;
  private final Check check;
  private Broadcast<ScoringModel> current;
  private String complaint = "";

  /** Whether a model fits the tables; throws a {@link PipelineException} if not. */
  @FunctionalInterface
  public interface Check {
    /** Passes or throws. */
    void require(ScoringModel model);
  }

  /**
   * A watch over the champions of the model that is scored with now.
   *
   * @param listener hears in a sentence which model took over, and which could not
   * @param check what a model must pass
   */
  public ChampionWatch(
      SparkSession session,
      ModelStore models,
      Broadcast<ScoringModel> current,
      Consumer<String> listener,
      Check check) {
    this.session = session;
    this.models = models;
    this.current = current;
    this.listener = listener;
    this.check = check;
  }

  /**
   * The champion, if it can be used.
   *
   * @throws OtherFeatures if it can, but not with the windows that the query makes
   */
  @Override
  public Broadcast<ScoringModel> get() {
    ScoringModel used = current.value();
    Optional<ScoringModel> fresh = Optional.empty();
    try {
      Optional<ModelVersion> champion = models.promotions(used.name()).champion();
      if (champion.isPresent() && !champion.get().equals(used.id())) {
        fresh = Optional.of(opened(champion.get()));
      }
      complaint = "";
    } catch (PipelineException e) {
      complain(used, e.getMessage());
    }
    fresh.ifPresent(model -> swap(used, model));
    return current;
  }

  private ScoringModel opened(ModelVersion version) {
    ScoringModel model = ScoringModel.of(models.open(version)).on(current.value().runtime());
    check.require(model);
    model.open().close(); // a network that cannot be read is refused here, not on an executor
    return model;
  }

  private void swap(ScoringModel used, ScoringModel fresh) {
    if (!fresh.specHash().equals(used.specHash())) {
      throw new OtherFeatures(used, fresh);
    }
    Broadcast<ScoringModel> before = current;
    current = fresh.broadcast(session);
    before.unpersist(); // its owner may still use it
    listener.accept(
        "%s is champion now and scores instead of %s.".formatted(fresh.id(), used.id()));
  }

  private void complain(ScoringModel used, String problem) {
    if (!problem.equals(complaint)) {
      complaint = problem;
      listener.accept("%s %s goes on scoring.".formatted(problem, used.id()));
    }
  }
}
