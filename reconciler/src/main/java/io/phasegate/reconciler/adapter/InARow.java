package io.phasegate.reconciler.adapter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often passes of an object have ended in the same way in a row. One that is made anew begins
 * anew, whatever had its name. It forgets the longest forgotten objects.
 */
final class InARow {

  private static final int REMEMBERED = 10_000;

  private final Map<String, Integer> inARow =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Counts one more, and says how many there are now. */
  synchronized int another(HasMetadata object) {
    return inARow.merge(object.getMetadata().getUid(), 1, Integer::sum);
  }

  /** Begins anew. */
  synchronized void over(HasMetadata object) {
    inARow.remove(object.getMetadata().getUid());
  }
}
