package io.lepton.bench.ingest;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.lepton.bench.report.Machine;
import io.lepton.bench.report.Trend;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What this process takes, over time. */
final class Footprint {
  private final Trend heap = new Trend();
  private final Trend resident = new Trend();
  private double lastHeap;

  /** Measures now. */
  void sample(double seconds) {
    lastHeap = heapAfterCollection();
    // 0: nothing collected yet
    if (lastHeap > 0) {
      heap.add(seconds, lastHeap);
    }
    resident.add(seconds, (double) Machine.residentBytes());
  }

  /** Bytes of the heap after the last garbage collection, over time. */
  Trend heap() {
    return heap;
  }

  /** Bytes in RAM over time. */
  Trend resident() {
    return resident;
  }

  /** The last sample. */
  String text() {
    return "%,.0f MB of heap after collection, %,.0f MB resident"
        .formatted(lastHeap / 1e6, Machine.residentBytes() / 1e6);
  }

  private static double heapAfterCollection() {
    GcInfo last = null;
    for (GarbageCollectorMXBean bean :
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class)) {
      GcInfo info = bean.getLastGcInfo();
      if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
        last = info;
      }
    }
    return last == null
        ? 0
        : last.getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Old|Tenured).*"))
            .map(pool -> pool.getValue())
            .mapToLong(MemoryUsage::getUsed)
            .sum();
  }
}
