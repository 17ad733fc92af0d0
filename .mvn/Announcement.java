/** Prints its arguments as a line: what a build that is told to be quiet says. The build runs this file as it is. */
class Announcement {
    public static void main(String[] words) {
        System.out.println(String.join(" ", words));
    }
}
