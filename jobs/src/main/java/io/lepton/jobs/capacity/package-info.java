/** What machines and storage a fleet needs, from measured rates by a linear programme. */
package io.lepton.jobs.capacity;
