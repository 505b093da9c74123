// The worker of a session: reads, parses, filters, searches and diagnoses one capture beside the screen's thread.
export {};
