package io.lepton.features.derive;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A statistic of a channel's last readings, of those there are where a device has fewer. It is
 * computed anew for each reading, so that no rounding is carried along.
 *
 * @param of the channel
 * @param statistic which one
 * @param over readings
 */
public record Rolling(String of, Statistic statistic, int over) implements Derivation {
  /** Which statistic. */
  public enum Statistic {
    /** The mean. */
    MEAN {
      @Override
      double of(Ring values) {
        return mean(values);
      }
    },
    /** The standard deviation of the population. */
    STD {
      @Override
      double of(Ring values) {
        double mean = mean(values);
        double squares = 0;
        for (int i = 0; i < values.count(); i++) {
          double deviation = values.at(i) - mean;
          squares += deviation * deviation;
        }
        return Math.sqrt(squares / values.count());
      }
    },
    /** The smallest value. */
    MIN {
      @Override
      double of(Ring values) {
        double least = values.at(0);
        for (int i = 1; i < values.count(); i++) {
          least = Math.min(least, values.at(i));
        }
        return least;
      }
    },
    /** The largest value. */
    MAX {
      @Override
      double of(Ring values) {
        double most = values.at(0);
        for (int i = 1; i < values.count(); i++) {
          most = Math.max(most, values.at(i));
        }
        return most;
      }
    },
    /** The slope of the least-squares line, per reading; 0 of a single reading. */
    SLOPE {
      @Override
      double of(Ring values) {
        double middle = (values.count() - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.count(); i++) {
          products += (i - middle) * values.at(i);
          squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares;
      }
    };

    abstract double of(Ring values);

    private static double mean(Ring values) {
      double sum = 0;
      for (int i = 0; i < values.count(); i++) {
        sum += values.at(i);
      }
      return sum / values.count();
    }
  }

  /** Checks the length. */
  public Rolling {
    requireNonNull(of, "of");
    requireNonNull(statistic, "statistic");
    Lengths.check("over", over, 2);
  }

  @Override
  public Optional<String> channel() {
    return Optional.of(of);
  }

  @Override
  public Deriver deriver() {
    return new RingDeriver(over) {
      @Override
      double of(Ring last) {
        return statistic.of(last);
      }
    };
  }
}
