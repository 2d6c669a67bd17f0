package io.lepton.jobs.training;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.PinnedTrainingSet;
import io.lepton.training.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** Trainings of the same networks that were broken off, a folder for each network. */
final class UnfinishedTraining {
  private final JobContext context;
  private final String trainingSet;
  private final List<TrainingFolder> folders = new ArrayList<>();

  private UnfinishedTraining(JobContext context, String trainingSet) {
    this.context = context;
    this.trainingSet = trainingSet;
  }

  /** On this training set, which its name, what its commit says and a warm start identify. */
  static UnfinishedTraining of(JobContext context, TrainingConfig config, PinnedTrainingSet set) {
    List<String> identity = new ArrayList<>(List.of(set.name(), set.note()));
    if (!config.start().from().isEmpty()) { // 'latest' may mean another one by now
      identity.add(context.models().versions(context.config().scoring().model()).toString());
    }
    return new UnfinishedTraining(context, String.join("\n", identity));
  }

  /** Where the training of a network is kept; says so if it goes on. */
  TrainingFolder folder(TrainingConfig network) {
    TrainingFolder folder = TrainingFolder.of(context.lake(), network, trainingSet);
    folders.add(folder);
    if (folder.epochs() > 0) {
      context
          .progress()
          .line(
              "  going on after epoch %d, where training was broken off"
                  .formatted(folder.epochs()));
    }
    return folder;
  }

  /** Forgets them: what they came to is published. */
  void remove() {
    folders.forEach(TrainingFolder::remove);
  }
}
