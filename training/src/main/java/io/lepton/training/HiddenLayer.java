package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.util.Optional;

/**
 * A layer before the output. A window enters the first one as a sequence: some numbers for each
 * step.
 */
public sealed interface HiddenLayer {
  /** What passes between two layers. */
  enum Form {
    /** Numbers for each step. */
    SEQUENCE,
    /** Numbers without steps. */
    VECTOR
  }

  /** What it takes; a dropout takes both. */
  default Form takes() {
    return Form.SEQUENCE;
  }

  /** What it gives. */
  default Form gives() {
    return Form.SEQUENCE;
  }

  /** The name of its type in the configuration. */
  String type();

  /** What it is, for people; empty if it has nothing to learn. */
  default Optional<String> words() {
    return Optional.empty();
  }

  /** Where a convolution gets the steps that its first and last places lack. */
  enum Padding {
    /** Zeros on both sides: a place sees as much before it as after it. */
    SAME,
    /** Zeros before: a place sees nothing after it, and the last step is always kept. */
    CAUSAL
  }

  /**
   * A convolution over the steps.
   *
   * @param filters numbers for each step that come out
   * @param kernel steps that a filter sees
   * @param stride steps between two places: the length is divided by it, rounded up
   * @param padding what is around the sequence
   */
  record Conv(int filters, int kernel, int stride, Padding padding) implements HiddenLayer {
    /** Checks the sizes. */
    public Conv {
      Check.positive("filters", filters);
      Check.positive("kernel", kernel);
      Check.positive("stride", stride);
      Check.argument(kernel >= stride, "kernel", kernel, ">= stride");
      requireNonNull(padding, "padding");
    }

    static Conv same(int filters, int kernel) {
      return new Conv(filters, kernel, 1, Padding.SAME);
    }

    static Conv causal(int filters, int kernel, int stride) {
      return new Conv(filters, kernel, stride, Padding.CAUSAL);
    }

    static Conv read(ConfigReader in) {
      int filters = in.integer("filters");
      int kernel = in.integer("kernel");
      int stride = in.has("stride") ? in.integer("stride") : 1;
      Padding padding = in.has("padding") ? in.oneOf("padding", Padding.class) : Padding.SAME;
      return new Conv(filters, kernel, stride, padding);
    }

    @Override
    public String type() {
      return "conv";
    }

    @Override
    public Optional<String> words() {
      return Optional.of("%d filters of %d".formatted(filters, kernel));
    }
  }

  /**
   * A convolution as long as the sequence: it sums the whole of it up. It is faster and learns
   * better than flattening a sequence before a dense layer.
   *
   * @param filters numbers that come out
   */
  record Summary(int filters) implements HiddenLayer {
    /** Checks the size. */
    public Summary {
      Check.positive("filters", filters);
    }

    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "summary";
    }

    @Override
    public Optional<String> words() {
      return Optional.of("%d filters over the window".formatted(filters));
    }
  }

  /**
   * Long short-term memory along the steps.
   *
   * @param units numbers for each step that come out
   */
  record Lstm(int units) implements HiddenLayer {
    /** Checks the size. */
    public Lstm {
      Check.positive("units", units);
    }

    @Override
    public String type() {
      return "lstm";
    }

    @Override
    public Optional<String> words() {
      return Optional.of("LSTM of %d units".formatted(units));
    }
  }

  /**
   * A layer whose units see every number.
   *
   * @param units numbers that come out
   */
  record Dense(int units) implements HiddenLayer {
    /** Checks the size. */
    public Dense {
      Check.positive("units", units);
    }

    @Override
    public Form takes() {
      return Form.VECTOR;
    }

    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "dense";
    }

    @Override
    public Optional<String> words() {
      return Optional.of("%d units".formatted(units));
    }
  }

  /**
   * The largest of every few steps; a sequence not longer than that becomes one step.
   *
   * @param size how many
   */
  record Pool(int size) implements HiddenLayer {
    /** Checks the size. */
    public Pool {
      Check.argument(size > 1, "size", size, "> 1");
    }

    @Override
    public String type() {
      return "pool";
    }
  }

  /** Undoes the length of the last pool that is not undone: each step comes several times. */
  record Unpool() implements HiddenLayer {
    @Override
    public String type() {
      return "unpool";
    }
  }

  /**
   * The steps that a forecast asks for: one linear map for all channels. What it gives is the
   * answer. Only {@link ChannelLinearNetwork} has it.
   */
  record StepsAhead() implements HiddenLayer {
    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "steps-ahead";
    }

    @Override
    public Optional<String> words() {
      return Optional.of("one map for all channels");
    }
  }

  /** The mean over the steps. */
  record Mean() implements HiddenLayer {
    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "mean";
    }
  }

  /** The newest step alone. */
  record LastStep() implements HiddenLayer {
    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "last-step";
    }
  }

  /** All numbers of all steps. */
  record Flatten() implements HiddenLayer {
    @Override
    public Form gives() {
      return Form.VECTOR;
    }

    @Override
    public String type() {
      return "flatten";
    }
  }

  /**
   * Leaves out some of the numbers that the next layer with weights sees, while training.
   *
   * @param rate share of them
   */
  record Dropout(double rate) implements HiddenLayer {
    /** Checks the share. */
    public Dropout {
      Check.argument(rate >= 0 && rate < 1, "rate", rate, "from 0 to below 1");
    }

    @Override
    public String type() {
      return "dropout";
    }
  }

  /** Reads an element of {@code training.network.layers}. */
  static HiddenLayer read(ConfigReader in) {
    String type = in.string("type");
    return switch (type) {
      case "conv" -> Conv.read(in);
      case "summary" -> new Summary(in.integer("filters"));
      case "lstm" -> new Lstm(in.integer("units"));
      case "dense" -> new Dense(in.integer("units"));
      case "pool" -> new Pool(in.has("size") ? in.integer("size") : 2);
      case "unpool" -> new Unpool();
      case "mean" -> new Mean();
      case "last-step" -> new LastStep();
      case "flatten" -> new Flatten();
      case "dropout" -> new Dropout(in.number("rate"));
      default ->
          throw new IllegalArgumentException(
              "type: '%s' (expected: one of conv, summary, lstm, dense, pool, unpool, mean, last-step, flatten, dropout)"
                  .formatted(type));
    };
  }
}
