/** A device taken out of the whole lake, and the certificate of it. */
package io.lepton.jobs.erase;
