package io.phasegate.reconciler.adapter;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often passes of an object have failed in a row. It forgets the longest forgotten objects. */
final class Failures {

  private static final int REMEMBERED = 10_000;

  private final Map<ResourceID, Integer> inARow =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ResourceID, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Counts one more, and says how many there are now. */
  synchronized int failed(ResourceID id) {
    return inARow.merge(id, 1, Integer::sum);
  }

  /** Begins anew. */
  synchronized void succeeded(ResourceID id) {
    inARow.remove(id);
  }
}
